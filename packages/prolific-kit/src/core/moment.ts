/** ISO 8601, a day or a time: what is written otherwise means one day here and another one elsewhere. */
const ISO = /^((?:\d{4}|[+-]\d{6})-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Whether a text says a moment that there is. */
export function isMoment(text: string): boolean {
  const day = ISO.exec(text)?.[1]
  if (day === undefined || Number.isNaN(Date.parse(text)) || Number.isNaN(Date.parse(day))) return false
  // A day that its month does not have is read as one of the next month.
  return new Date(day).toISOString().startsWith(day)
}
