export type PublishingTables = object
