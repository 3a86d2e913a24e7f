import type { Command } from 'commander'

/** What a command made by hand gives to the derived one that it builds upon, and takes from it. */
export interface Additions {
  /** Fields of the input that options and arguments go over, in place of the file of `--input`. */
  given?: Readonly<Record<string, unknown>>
  /** What to print in place of the answer. */
  answer?(answer: unknown): unknown
}

/** Does what the derived command does when it runs. */
export type Perform = (command: Command, additions?: Additions) => Promise<void>

/**
 * Makes the command of an operation by hand. `derived` makes the one that the contract gives, to build upon, and
 * `perform` does what that one does; or both are left alone, and a command of its own takes its place.
 */
export type HandMade = (derived: () => Command, perform: Perform) => Command | Promise<Command>

/**
 * Verbs made by hand, by resource and verb as they are written on the command line: those that take the place of a
 * derived one, and those that the contract does not have. Each is loaded when its resource is used.
 */
export const handMade: Readonly<Record<string, Readonly<Record<string, () => Promise<HandMade>>>>> = {
  batches: { export: async () => (await import('../commands/task-exports.ts')).batchesExport },
  bonuses: {
    check: async () => (await import('../commands/bonuses-check.ts')).bonusesCheck,
    pay: async () => (await import('../commands/bonuses-pay.ts')).bonusesPay,
    plan: async () => (await import('../commands/bonuses-plan.ts')).bonusesPlan,
    reconcile: async () => (await import('../commands/bonuses-later.ts')).bonusesReconcile,
    report: async () => (await import('../commands/bonuses-later.ts')).bonusesReport,
    resolve: async () => (await import('../commands/bonuses-later.ts')).bonusesResolve,
  },
  collections: { export: async () => (await import('../commands/task-exports.ts')).collectionsExport },
  datasets: { upload: async () => (await import('../commands/datasets-upload.ts')).datasetsUpload },
  messages: { send: async () => (await import('../commands/messages-send.ts')).messagesSend },
  studies: {
    create: async () => (await import('../commands/studies-create.ts')).studiesCreate,
    publish: async () => (await import('../commands/studies-publish.ts')).studiesPublish,
    recruit: async () => (await import('../commands/studies-recruit.ts')).studiesRecruit,
    template: async () => (await import('../commands/studies-template.ts')).studiesTemplate,
    watch: async () => (await import('../commands/studies-watch.ts')).studiesWatch,
  },
  submissions: {
    approve: async () => (await import('../commands/submissions-approve.ts')).submissionsApprove,
    list: async () => (await import('../commands/submissions-list.ts')).submissionsList,
    reject: async () => (await import('../commands/submissions-reject.ts')).submissionsReject,
  },
}
