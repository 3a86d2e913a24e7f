export type InboxTables = object
