import type { z } from 'zod';
import { type Caller, checkScope } from '../caller.js';
import type { Scope } from '../scopes.js';
import { parsePart } from './parse-part.js';

/** What came with a request, unchecked. */
export interface Raw {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** By the names that the operation has for them. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** The line of the CSV that an item of the body's first list came from. */
  readonly lineOf?: (index: number) => number | undefined;
}

/** The same, checked. */
interface Asked<Params, Query, Body, Headers> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly caller: Caller;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly lineOf?: (index: number) => number | undefined;
}

/** One request with its answer, for the document; a test sends it. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answer: unknown;
}

interface Described {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  /** Under `/api/v1`, with `{parameters}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly scope: Scope;
  /** Of the answer; 200 where it is not said. */
  readonly status?: 200 | 201;
  /** Whether the answer is a resource that can be edited: it then has an ETag. */
  readonly hasVersion?: true;
  /** Media types of the body and of the answer that are no JSON: a text, or an answer that is a Readable. */
  readonly takes?: string;
  readonly gives?: string;
  /** Makes a body out of `text/csv`. */
  readonly fromCsv?: (text: string) => Pick<Raw, 'body' | 'lineOf'>;
  /** The member of the answer that has the rows of a CSV, where there is one. */
  readonly rowsIn?: string;
  /** Of the body; 16 KiB where it is not said. */
  readonly mostBytes?: number;
  readonly examples: Readonly<Record<string, Example>>;
}

interface Schemas<Params, Query, Body, Headers, Answer> {
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly headers?: z.ZodObject & z.ZodType<Headers>;
  readonly body?: z.ZodType<Body>;
  readonly answer: z.ZodType<Answer>;
}

/** What the API can do: router, checks, document and console are made from these. */
export interface Operation<Answer = unknown>
  extends Described,
    Schemas<unknown, unknown, unknown, unknown, unknown> {
  /** Throws a Refusal or a PortalError. */
  readonly run: (raw: Raw, caller: Caller) => Promise<Answer>;
}

/** By their names in the document. */
export type Operations = Readonly<Record<string, Operation>>;

type Written<Params, Query, Body, Headers, Answer> = Described &
  Schemas<Params, Query, Body, Headers, Answer> & {
    readonly run: (asked: Asked<Params, Query, Body, Headers>) => Promise<Answer>;
  };

export function operation<
  Answer,
  Params = undefined,
  Query = undefined,
  Body = undefined,
  Headers = undefined,
>(written: Written<Params, Query, Body, Headers, Answer>): Operation<Answer> {
  const { params, query, headers, body, scope, run } = written;
  return {
    ...written,
    run: async ({ params: p, query: q, headers: h, body: b, ...raw }, caller) => {
      checkScope(caller, scope);
      return run({
        ...raw,
        params: parsePart('parameter', params, p) as Params,
        query: parsePart('parameter', query, q ?? {}) as Query,
        headers: parsePart('parameter', headers, h ?? {}) as Headers,
        body: parsePart('pointer', body, b, raw.lineOf) as Body,
        caller,
      });
    },
  };
}
