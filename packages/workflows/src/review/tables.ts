export type ReviewTables = object
