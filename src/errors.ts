/** The status of every fault that a visitor or an operator can be told of. Texts are in `languages/`. */
export const problemStatus = {
  'bad-request': 400,
  'form-expired': 403,
  'foreign-origin': 403,
  'outside-every-zone': 403,
  denied: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'content-too-large': 413,
  'uri-too-long': 414,
  'expectation-failed': 417,
  'misdirected-request': 421,
  'headers-too-large': 431,
  unexpected: 500,
  'method-unknown': 501,
  'backend-invalid': 502,
  'opening-soon': 503,
  'unknown-device': 503,
  'backend-unavailable': 503,
  'firewall-unavailable': 503,
  'store-unavailable': 503,
  'shutting-down': 503,
  overloaded: 503,
  'backend-silent': 504,
  'version-not-supported': 505,
  'store-full': 507,
  'not-kept': 507,
  'redirect-loop': 508,
} as const;

export type ProblemCode = keyof typeof problemStatus;

export const usualRetrySeconds = 5;

interface ProblemDetails {
  /** For the log only: never shown to a visitor. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Sent as `Retry-After`: when trying again is worth it, which it always is after a 503. */
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Two-sided: the code chooses a status and a public text, the detail and cause are for the log. */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, cause, retryAfterSeconds, headers = {} }: ProblemDetails = {}) {
    super(detail ?? code, { cause });
    this.code = code;
    this.status = problemStatus[code];
    this.retryAfterSeconds = retryAfterSeconds ?? (this.status === 503 ? usualRetrySeconds : undefined);
    this.headers = headers;
  }
}

/** What an operator must mend before the daemon can start or a command can run; printed without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly exitCode: number;
  /** What is to be mended, one by one. */
  readonly faults: readonly string[];

  constructor(
    message: string,
    exitCode: number,
    { faults = [message], ...options }: ErrorOptions & { readonly faults?: readonly string[] } = {},
  ) {
    super(message, options);
    this.exitCode = exitCode;
    this.faults = faults;
  }
}

/** Exit codes of `gate511`, in the terms of sysexits.h where it has one. */
export const exit = { done: 0, refused: 1, usage: 2, unavailable: 69, configuration: 78 } as const;

/** That something which the daemon cannot do without is not to be had, and why. */
export const unavailable = (what: string, cause: unknown) =>
  new OperatorError(`${what}: ${reasonOf(cause)}`, exit.unavailable, { cause });

/** A short sentence for a log line or a terminal, whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a system call failed with one of these codes, for instance `ENOENT`. */
export function hasErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
