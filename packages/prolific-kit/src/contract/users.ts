import { get, type Open, post, type Resource } from './operation.ts'

/** No input. */
export interface Nothing {
  // An interface without a field takes anything, options too, which are refused at run time.
  /** Options come after the input: `users.me({}, { signal })`. */
  readonly signal?: never
  /** Options come after the input: `users.me({}, { timeout })`. */
  readonly timeout?: never
  /** Options come after the input: `users.me({}, { retries })`. */
  readonly retries?: never
}

/**
 * The account that a key belongs to.
 *
 * The vendor describes `id` and `email`. Everything else has been seen in answers and may be missing.
 */
export interface User {
  /** Id of the account, 24 hexadecimal digits. */
  id: string
  /** E-mail address of the account. */
  email: string
  /** Full name. Seen in answers, not described by the vendor. */
  name?: string
  /** First name. Seen in answers, not described by the vendor. */
  first_name?: string
  /** Last name. Seen in answers, not described by the vendor. */
  last_name?: string
  /** Name used to sign in. Seen in answers, not described by the vendor. */
  username?: string
  /** Kind of account. Seen in answers, not described by the vendor. */
  user_type?: Open<'researcher' | 'participant'>
  /** State of the account. Seen in answers, not described by the vendor. */
  status?: string
  /** What the account may do. Seen in answers, not described by the vendor. */
  roles?: string[]
  /** Country of the account. Seen in answers, not described by the vendor. */
  country?: string | null
  /** Postal address. Seen in answers, not described by the vendor. */
  address?: string | null
  /** Address that invoices go to. Seen in answers, not described by the vendor. */
  billing_address?: string | null
  /** Project that studies without `project` go to. Seen in answers, not described by the vendor. */
  current_project_id?: string | null

  /** Currency of the account, ISO 4217. Seen in answers, not described by the vendor. */
  currency_code?: Open<'GBP' | 'USD'>
  /** All money of the account, minor units. Seen in answers, not described by the vendor. */
  balance?: number | null
  /** What `balance` is made of. Seen in answers, not described by the vendor. */
  balance_breakdown?: Record<string, unknown> | null
  /** Money that can still be spent, minor units. Seen in answers, not described by the vendor. */
  available_balance?: number | null
  /** Lowest reward per hour that a study may pay, minor units. Seen in answers, not described by the vendor. */
  minimum_reward_per_hour?: number | null
  /** Prolific's fee for one submission; its unit is not said. Seen in answers, not described by the vendor. */
  fees_per_submission?: number | null
  /** Prolific's fee, in percent of the rewards. Seen in answers, not described by the vendor. */
  fees_percentage?: number | null
  /** Prolific's margin, in percent. Seen in answers, not described by the vendor. */
  service_margin_percentage?: number | string | null
  /** Value added tax, in percent of the fees. Seen in answers, not described by the vendor. */
  vat_percentage?: number | null
  /** Number under which the account pays value added tax. Seen in answers, not described by the vendor. */
  vat_number?: number | string | null
  /** Whether the account said if it has a `vat_number`. Seen in answers, not described by the vendor. */
  has_answered_vat_number?: boolean
  /** Credits for representative samples. Seen in answers, not described by the vendor. */
  representative_sample_credits?: number | null
  /** Whether the account can pay by invoice. Seen in answers, not described by the vendor. */
  invoice_usage_enabled?: boolean

  /**
   * When the account was opened. Seen in answers, not described by the vendor.
   * @format date-time
   */
  date_joined?: string
  /**
   * When the account's record was made. Seen in answers, not described by the vendor.
   * @format date-time
   */
  datetime_created?: string
  /**
   * When the account was last used to sign in. Seen in answers, not described by the vendor.
   * @format date-time
   */
  last_login?: string | null
  /** Which e-mails the account gets. Seen in answers, not described by the vendor. */
  email_preferences?: Record<string, unknown>
  /** Whether the e-mail address was confirmed. Seen in answers, not described by the vendor. */
  is_email_verified?: boolean
  /** Whether a password is set. Seen in answers, not described by the vendor. */
  has_password?: boolean
  /** Whether the account belongs to Prolific's own staff. Seen in answers, not described by the vendor. */
  is_staff?: boolean
  /** Whether the account is stopped for now. Seen in answers, not described by the vendor. */
  on_hold?: boolean
  /** Whether the account tries features before others. Seen in answers, not described by the vendor. */
  beta_tester?: boolean
  /** Trial that the account is part of. Seen in answers, not described by the vendor. */
  experimental_group?: number | null
  /** Whether the terms were accepted. Seen in answers, not described by the vendor. */
  terms_and_conditions?: boolean
  /** Whether the privacy policy was accepted. Seen in answers, not described by the vendor. */
  privacy_policy?: boolean
  /** Whether the survey builder's terms were accepted. Seen in answers, not described by the vendor. */
  has_accepted_survey_builder_terms?: boolean
  /** Whether the account still has to name its US state. Seen in answers, not described by the vendor. */
  needs_to_confirm_US_state?: boolean

  /** Whether money can be withdrawn. Seen in answers, not described by the vendor. */
  can_cashout_enabled?: boolean
  /** Whether money can be withdrawn at once. Seen in answers, not described by the vendor. */
  can_instant_cashout_enabled?: boolean
  /** Whether the account can write to Prolific's support. Seen in answers, not described by the vendor. */
  can_contact_support_enabled?: boolean
  /** Whether the account signs in through another service. Seen in answers, not described by the vendor. */
  can_oidc_login?: boolean
  /** Whether it may sign in through another service. Seen in answers, not described by the vendor. */
  can_oidc_login_enabled?: boolean
  /** Whether the account may run pilot studies. Seen in answers, not described by the vendor. */
  can_run_pilot_study_enabled?: boolean
  /** Whether card payments are confirmed with the bank. Seen in answers, not described by the vendor. */
  can_topup_3d?: boolean
  /** Coupon that the account can still use. Seen in answers, not described by the vendor. */
  redeemable_referral_coupon?: string | null
  /** What bringing in others earns. Seen in answers, not described by the vendor. */
  referral_incentive?: Record<string, unknown>
  /** Link for bringing in others. Seen in answers, not described by the vendor. */
  referral_url?: string | null
  /** Whether enough was paid in for the referral to count. Seen in answers, not described by the vendor. */
  topups_over_referral_threshold?: boolean
}

/** A participant of your own, to be made. */
export interface NewTestParticipant {
  /**
   * Address of the participant; none that Prolific knows already.
   * @format email
   */
  email: string
}

/** A participant of your own. */
export interface TestParticipant {
  /** Id of the participant, 24 hexadecimal digits: put it into a group or an allowlist to aim a study at it. */
  participant_id?: string
}

export const users = {
  /** Tells whose key you are using: the cheapest way to see that a key works. */
  me: get<Nothing, User>('GET /api/v1/users/me/', { id: 'get-user' }),
  /**
   * Creates a participant of your own, to take your studies as a participant sees them. It skips Prolific's checks, sees
   * only studies of your workspaces and cannot cash out. Its password is random, so sign in by resetting it. Prolific
   * opens this to some workspaces only, and answers 404 to others.
   */
  createTestParticipant: post<NewTestParticipant, TestParticipant>('POST /api/v1/researchers/participants/', {
    id: 'create-test-participant-for-researcher',
    status: 201,
  }),
}

/** Accounts. */
export interface Users extends Resource<typeof users> {}
