/** Rules of a review: as data that JSON and YAML can hold, or as functions. */
import type { Money, SubmissionRejectionCategory, SubmissionStatus } from 'prolific-kit'
import type { Facts } from './facts.ts'

/** What can be proposed for a submission. */
export type ReviewAction = 'approve' | 'ask_for_return' | 'reject' | 'pay_part' | 'leave'
export const REVIEW_ACTIONS: readonly ReviewAction[] = [
  'approve',
  'ask_for_return',
  'reject',
  'pay_part',
  'leave',
]

type Plain = string | number | boolean

/** What a field of your records, or an answer about themselves, must be. A list: one of these. */
export type FieldCondition = Plain | readonly Plain[] | FieldTest

/** Everything given must hold. Numbers are compared as numbers, texts without blanks around and capital letters. */
export interface FieldTest {
  /** A number, at least. */
  atLeast?: number
  /** A number, at most. */
  atMost?: number
  /** None of these. */
  not?: Plain | readonly Plain[]
  /** A regular expression that the text fits. */
  matches?: string
  /** Whether there is a value. */
  present?: boolean
}

/** When a rule speaks. What is left out does not matter; everything given must hold. */
export interface When {
  /** Where the submission stands; one of these. `AWAITING REVIEW`, if it is not said. */
  status?: SubmissionStatus | readonly SubmissionStatus[]
  /**
   * Codes that were entered, compared without blanks, capital letters and a dot at the end; one of them is enough.
   * `'completed'`: a code of the study that stands for having completed it. `false`: none was entered.
   */
  codes?: readonly string[] | 'completed' | false
  /** Kinds of the entered code as the study names them, such as `FAILED_ATTENTION_CHECK`; one of them is enough. */
  codeTypes?: readonly string[]
  /** Time from start to completion, at least: `'90s'`, `'5m'`, `'1h'`, or a part of the study's estimate as `'25%'`. */
  minTime?: string
  /** Time from start to completion, at most. */
  maxTime?: string
  /** Whether your own records have the submission or its participant. Neither is true where no records were given. */
  inRecords?: boolean
  /** Whether your own records say that the work was finished; see `finishedField`. */
  finished?: boolean
  /** Fields of your own record. One without a record fits none. */
  record?: Readonly<Record<string, FieldCondition>>
  /** Answers of the participant about themselves, by question. They are read for this, one submission at a time. */
  demographics?: Readonly<Record<string, FieldCondition>>
  /** Whether a return was asked for. */
  returnRequested?: boolean
  /** Whether a bonus was paid on it. */
  paid?: boolean
  /** Whether the participant has other submissions in the study. */
  hasSiblings?: boolean
}

/** Fields that every proposal has. */
interface Because {
  /** Why, for you and for the report. */
  reason: string
}
export interface Approve extends Because {
  action: 'approve'
}
export interface Leave extends Because {
  action: 'leave'
}
export interface AskForReturn extends Because {
  action: 'ask_for_return'
  /** What the participant reads, if it is not the reason. Prolific writes its own words around it. */
  message?: string
}
export interface Reject extends Because {
  action: 'reject'
  /** What the participant reads, in 100 characters or more. */
  message: string
  category: SubmissionRejectionCategory
}
export interface PayPart extends Because {
  action: 'pay_part'
  /** Part of the reward, in per cent, rounded up to a whole penny or cent. Either this or `amount`. */
  percentage?: number
  /** `Money`, or text with its currency such as `'0.50 GBP'`. */
  amount?: Money | string
  /**
   * How: as a bonus, if it is not said, or by a code of the study with `DYNAMIC_PAYMENT`, which ends a timed-out
   * submission with 8 to 99 per cent of the reward.
   */
  by?: 'bonus' | 'dynamic_payment'
  /** What the participant is told with a dynamic payment. */
  message?: string
}

/** What a rule proposes. */
export type RuleProposal = Approve | Leave | AskForReturn | Reject | PayPart

/** A rule as data. */
export interface DataRule {
  /** How reports call it; `rule 3`, if it is not said. */
  name?: string
  when: When
  then: RuleProposal
}

/** A rule as a function: what it proposes, or nothing, so that the next rule is asked. It must not wait for anything. */
export type FunctionRule = (facts: Facts) => RuleProposal | undefined

/** The first that speaks decides. */
export type ReviewRule = DataRule | FunctionRule
