/** What the exit code of `prolific-kit` says. Scripts rely on these: none ever changes its meaning. */
export const ExitCode = {
  /** Done, and all is well. */
  GOOD: 0,
  /** Done, and the answer is no: a check or a comparison found something. */
  NO: 1,
  /** The command line itself is wrong. Nothing was done. */
  USAGE: 2,
  /** What was asked for was refused as wrong, before it was sent or by Prolific. */
  REFUSED: 3,
  /** There is no such thing. */
  NOT_FOUND: 4,
  /** There is no key, or the key may not do this. */
  KEY: 5,
  /** Too many requests. */
  RATE_LIMIT: 6,
  /** It is not known whether it was done: look before you run the command again. */
  UNKNOWN: 7,
  /** The server or the network failed. */
  SERVER: 8,
  /** This machine failed: a file could not be written, a port is taken, or what reads the output has gone wrong. */
  MACHINE: 9,
  /** A fault of this program, outside the table above: please report it. */
  FAULT: 70,
  /** Ended by Ctrl-C. */
  INTERRUPTED: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** The command line was wrong. The message says what to write instead. */
export class UsageError extends Error {
  static {
    UsageError.prototype.name = 'UsageError'
  }
}

/** A person said no, or a limit that was given did. Nothing was done. */
export class RefusedError extends Error {
  static {
    RefusedError.prototype.name = 'RefusedError'
  }
}

/** The server did not do what it was asked for, though it took the request. */
export class ServerError extends Error {
  static {
    ServerError.prototype.name = 'ServerError'
  }
}

/** A file could not be written, or the disk is full. */
export class MachineError extends Error {
  static {
    MachineError.prototype.name = 'MachineError'
  }
}

/** Somebody pressed Ctrl-C. The message says what was done and what was not. */
export class InterruptedError extends Error {
  static {
    InterruptedError.prototype.name = 'InterruptedError'
  }
}

/** By the names of the errors, so that telling them apart loads nothing. */
const BY_ERROR: Readonly<Record<string, ExitCode>> = {
  UsageError: ExitCode.USAGE,
  RefusedError: ExitCode.REFUSED,
  MachineError: ExitCode.MACHINE,
  ServerError: ExitCode.SERVER,
  InterruptedError: ExitCode.INTERRUPTED,
  ConfigError: ExitCode.REFUSED,
  StudyFileError: ExitCode.REFUSED,
  SandboxError: ExitCode.MACHINE,
  DatabaseError: ExitCode.MACHINE,
  RefusedPlanError: ExitCode.REFUSED,
  UncertainError: ExitCode.UNKNOWN,
  WorkflowError: ExitCode.REFUSED,
  NotRunningError: ExitCode.SERVER,
  ProlificApiKeyError: ExitCode.KEY,
  ProlificAuthenticationError: ExitCode.KEY,
  ProlificPermissionError: ExitCode.KEY,
  ProlificNotFoundError: ExitCode.NOT_FOUND,
  ProlificConflictError: ExitCode.REFUSED,
  ProlificValidationError: ExitCode.REFUSED,
  ProlificRateLimitError: ExitCode.RATE_LIMIT,
  ProlificAmbiguousResultError: ExitCode.UNKNOWN,
  ProlificServerError: ExitCode.SERVER,
  ProlificConnectionError: ExitCode.SERVER,
  ProlificTimeoutError: ExitCode.SERVER,
  IncompleteListError: ExitCode.SERVER,
  ProlificRequestError: ExitCode.REFUSED,
  ProlificError: ExitCode.REFUSED,
}

/** The exit code for an error: that of its class, or of the nearest class above that has one. */
export function exitCodeOf(error: unknown): ExitCode {
  for (let type: unknown = error; type instanceof Error; type = Object.getPrototypeOf(type)) {
    const code = BY_ERROR[type.name]
    if (code !== undefined) return code
  }
  // A file, a disk, a pipe: what the operating system refused.
  if (error instanceof Error && 'syscall' in error) return ExitCode.MACHINE
  return ExitCode.FAULT
}

/** What to say of a fault of this program. The trace is for those who look for it. */
export function faultText(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  if (process.env.PROLIFIC_DEBUG) return stack ?? message
  return `${message}\nThis is a fault of prolific-kit. Please report it, with what PROLIFIC_DEBUG=1 shows.`
}
