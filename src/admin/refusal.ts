const kinds = {
  'bad-request': [400, 'The request was not understood'],
  unauthenticated: [401, 'Who are you?'],
  forbidden: [403, 'Not permitted'],
  conflict: [409, 'It is not as the request assumes'],
  'precondition-failed': [412, 'It has changed meanwhile'],
  'unsupported-media-type': [415, 'The body is in a form that is not understood'],
  'too-many-tries': [429, 'Too many tries'],
} as const;

type RefusalCode = keyof typeof kinds;

/** What is wrong with one field: of the body by JSON pointer (RFC 6901), else by the parameter's name. */
export interface FieldFault {
  readonly detail: string;
  readonly pointer?: string;
  readonly parameter?: string;
  /** Of a CSV. */
  readonly line?: number;
}

/** "No" to an operator, with all of its reasons. What fails for a visitor as well is a PortalError. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: RefusalCode,
    detail: string,
    {
      errors = [],
      headers = {},
    }: {
      readonly errors?: readonly FieldFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.code = code;
    [this.status, this.title] = kinds[code];
    this.errors = errors;
    this.headers = headers;
  }
}

/** The fields at fault, told all at once. */
export const invalid = (errors: readonly FieldFault[]) =>
  new Refusal(
    'bad-request',
    errors
      .map(({ detail, pointer, parameter, line }) => {
        const field = parameter ?? pointer?.replace(/^#\/?/, ''); // said to a person, who knows it by its name
        return `${line === undefined ? '' : `line ${line}, `}${field ? `${field}: ` : ''}${detail}`;
      })
      .join('; '),
    { errors },
  );
