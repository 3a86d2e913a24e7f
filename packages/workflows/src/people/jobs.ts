import type { Queues } from '../jobs/kinds.ts'

export interface PeopleJobs {
  /** Finds or makes the group of a name. Its key is workspace and name. */
  'groups.ensure': { workspace_id: string; name: string }
  /** Raises the places of one study as it is due. Its key is the study. */
  'places.raise': { study_id: string }
  /** Looks whether a message was sent, where that is not known. Its key is that of the message. */
  'messages.look': { key: string; looks: number }
}

export const PEOPLE_QUEUES: Queues<PeopleJobs> = {
  'groups.ensure': { atOnce: 4, seconds: 300 },
  'places.raise': { atOnce: 4, seconds: 300 },
  'messages.look': { atOnce: 4, seconds: 300 },
}
