export { getAuthenticatedClient } from './authenticated-client.ts'
export { checkInput } from './check-input.ts'
export { Prolific, type ProlificOptions } from './client.ts'
export {
  type Confirmation,
  confirm,
  type Evidence,
  type PaymentEvidence,
  type StateEvidence,
} from './confirm.ts'
export type * from './contract/index.ts'
export { StudyCollectionStatus } from './contract/study-collections.ts'
export {
  ProlificIDOption,
  StudyAction,
  StudyCodeType,
  StudyCompletionOption,
  StudyStatus,
} from './contract/study-constants.ts'
export {
  DEFAULT_REJECTION_MESSAGE,
  SubmissionAction,
  SubmissionRejectionCategory,
  SubmissionStatus,
} from './contract/submission-constants.ts'
export { isListedEvent, WebhookEventType } from './contract/webhook-event.ts'
export { SubscriptionEventStatus } from './contract/webhook-subscription.ts'
export { WorkspaceRole } from './contract/workspaces.ts'
export type { Checked } from './core/check-input.ts'
export type { Clock } from './core/clock.ts'
export type { Drift, DriftDifference, OnDrift } from './core/drift.ts'
export {
  IncompleteListError,
  ProlificAmbiguousResultError,
  ProlificApiKeyError,
  ProlificApiKeyError as ProlificAPIKeyError,
  ProlificAuthenticationError,
  ProlificConflictError,
  ProlificConnectionError,
  ProlificError,
  ProlificError as ProlificException,
  ProlificNotFoundError,
  ProlificPermissionError,
  ProlificRateLimitError,
  ProlificRequestError,
  ProlificServerError,
  ProlificTimeoutError,
  ProlificValidationError,
} from './core/errors.ts'
export type { LogDetails, Logger } from './core/log.ts'
export type { Middleware, MiddlewareContext, Next } from './core/middleware.ts'
export type { RetrySettings } from './core/policy.ts'
export type { Problem } from './core/problem.ts'
export type { TransportError, WireRequest, WireResponse } from './core/transport/transport.ts'
export type { UploadTarget } from './core/upload.ts'
export { type Currency, gbp, Money, money, usd } from './money.ts'
export { VERSION } from './version.ts'
