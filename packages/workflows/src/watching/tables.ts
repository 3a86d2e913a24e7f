export type WatchingTables = object
