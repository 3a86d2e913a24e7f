/** Letters and digits without a blank, longer than anybody names a profile: most likely the key, in the wrong place. */
const LIKE_A_KEY = /^(?=.*\d)(?=.*[a-z])[\w.-]{20,}$/i

/** A profile's name for messages. A key that stands in its place is not repeated. */
export const shownName = (name: string): string => (LIKE_A_KEY.test(name) ? '…' : name)
