/**
 * A line of the audit trail: what happened when, at whose wish, to which device. `at` is ISO 8601; the other members depend
 * on `what` and are described in docs/audit.md. Foreign text in it is printable.
 */
export interface AuditRecord {
  readonly at: string;
  readonly what: string;
  /** The operator who wanted it so. */
  readonly by?: string;
  readonly mac?: string;
  readonly zone?: string;
  readonly [member: string]: unknown;
}

/** Undefined for what is no record, such as a line that a power cut has torn. */
export function parseAuditLine(line: string): AuditRecord | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { at, what } = value as Partial<AuditRecord>;
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof what === 'string';
}
