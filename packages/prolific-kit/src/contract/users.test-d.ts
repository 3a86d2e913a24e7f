/** Uses of the account's types that must compile, and mistakes that must not. Checked by `tsc`. */
import type { Call } from './operation.ts'
import type { TestParticipant, User, Users } from './users.ts'

declare const users: Users
declare const user: User

export const me: Call<User> = users.me()
users.me({}, { timeout: 1000 })
export const whole: Promise<{ data: User; requestId: string | undefined }> = users.me().withResponse()
export const email: string = user.email
export const made: Call<TestParticipant> = users.createTestParticipant({ email: 'test@example.org' })

// @ts-expect-error what the vendor does not describe may be missing
export const name: string = user.name
// @ts-expect-error there is no such option
users.me({}, { wait: 1000 })
// @ts-expect-error options come after the input
users.me({ signal: AbortSignal.timeout(1000) })
// @ts-expect-error options come after the input
users.me({ timeout: 1000 })
// @ts-expect-error it takes no field at all
users.me({ id: 'u1' })
// @ts-expect-error a participant has an address
users.createTestParticipant()
