/** Fields that take one of a few values. The contract lets newer ones pass where what was read is sent back. */

/** What is wrong with the value of such a field, in sentences. */
export const unlessOneOf = (choices: readonly string[], field: string, value: unknown): string[] =>
  value === undefined || choices.includes(value as string)
    ? []
    : [`${field}: ${JSON.stringify(value)} is not a valid choice.`]

export const FIELD_TYPES = ['text', 'image_url', 'audio_url', 'video_url', 'metadata', 'task_group_id']
export const DISPLAY_POSITIONS = ['intro', 'outro']
export const TEXT_FORMATS = ['html', 'markdown']
export const UNIT_POSITIONS = ['prefix', 'suffix']
export const ANSWER_TYPES = ['number', 'string']
