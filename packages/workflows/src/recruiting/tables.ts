export type RecruitingTables = object
