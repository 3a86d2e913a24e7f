import { RefusedError } from '../exit-codes.ts'

/** What nobody may decide on: the participant has not handed in. */
export function mustBeHandedIn(id: string, status: string): void {
  if (status === 'RESERVED' || status === 'ACTIVE')
    throw new RefusedError(
      `Submission ${id} is ${status}: its participant is still at work. Nothing was done.`,
    )
}
