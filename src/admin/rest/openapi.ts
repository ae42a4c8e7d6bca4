import { z } from 'zod';
import { present } from '../../system/present.js';
import { scopeTexts } from '../scopes.js';
import type { Example, Operation, Operations } from './operation.js';

/**
 * The document of the API (OpenAPI 3.1), made of the same operations that answer; `cookie` is the name of that of a
 * session.
 */
export function openApi(operations: Operations, serverUrl: string, cookie: string): object {
  const schemas: Record<string, unknown> = { Problem: problem };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, { [operation.method]: described(id, operation, schemas) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'gate511',
      version: '1',
      description: `Over TCP a request has a token (\`Authorization: Bearer …\`) or the session of an operator; over the Unix socket the file's permissions decide.\n\nScopes:\n${Object.entries(
        scopeTexts,
      )
        .map(([scope, text]) => `- \`${scope}\`: ${text}`)
        .join('\n')}`,
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: cookie },
      },
    },
  };
}

type Schemas = Record<string, unknown>;
const json = 'application/json';

function described(id: string, operation: Operation, schemas: Schemas) {
  const { summary, path, scope, params, query, headers, body, fromCsv, hasVersion, rowsIn } = operation;
  const { status = 200, takes = json, gives = json } = operation;
  const examples = Object.entries(operation.examples);
  const valuesOf = (pick: (example: Example) => unknown) =>
    Object.fromEntries(examples.map(([name, example]) => [name, { value: pick(example) }]));
  const conditions = hasVersion && operation.method === 'put' ? ['If-Match', 'If-None-Match'] : [];
  const parameters = [
    ...parametersOf('path', params, examples, schemas),
    ...parametersOf('query', query, examples, schemas),
    ...parametersOf('header', headers, examples, schemas),
    ...conditions.map((name) => ({ name, in: 'header', schema: { type: 'string' } })),
  ];
  const csv = { 'text/csv': { schema: { type: 'string' } } };
  return {
    operationId: id,
    tags: [path.split('/')[1]],
    summary,
    description: `Needs the scope \`${scope}\`.`,
    security: [{ token: [scope] }, { session: [scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              [takes]: {
                schema: schemaOf(body, 'input', schemas),
                examples: valuesOf((each) => each.body),
              },
              ...(fromCsv ? csv : {}),
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: 'Done.',
        ...(hasVersion ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
        content: {
          [gives]: {
            schema: schemaOf(operation.answer, 'output', schemas),
            examples: valuesOf((each) => each.answer),
          },
          ...(rowsIn === undefined ? {} : csv),
        },
      },
      default: {
        description: 'Not done, and why (RFC 9457).',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(
  place: 'path' | 'query' | 'header',
  part: z.ZodType | undefined,
  examples: readonly (readonly [string, Example])[],
  schemas: Schemas,
) {
  if (!part) return [];
  const { properties = {}, required = [] } = schemaOf(part, 'input', schemas) as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const given = examples.flatMap(([title, { params, query, headers }]) => {
      const value = { path: params, query, header: headers }[place]?.[name];
      return value === undefined ? [] : [[title, { value }] as const];
    });
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...present({ description }),
      schema,
      ...(given.length === 0 ? {} : { examples: Object.fromEntries(given) }),
    };
  });
}

const inComponents = '#/components/schemas/';

/** The JSON Schema of a part; what has a name of its own goes to the components. */
function schemaOf(part: z.ZodType, io: 'input' | 'output', schemas: Schemas): object {
  const text = JSON.stringify(z.toJSONSchema(part, { io, unrepresentable: 'any' }));
  const { $schema: _, $defs = {}, ...schema } = JSON.parse(text.replaceAll('#/$defs/', inComponents));
  Object.assign(schemas, withoutIds($defs));
  return schema;
}

const withoutIds = (definitions: Record<string, object>) =>
  Object.fromEntries(
    Object.entries(definitions).map(([name, { id: _, ...definition }]: [string, { id?: string }]) => [
      name,
      definition,
    ]),
  );

const problem = {
  type: 'object',
  description: 'RFC 9457.',
  properties: {
    type: { type: 'string', description: '`urn:gate511:problem:` and a code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The reference that is also in the log.' },
    errors: {
      type: 'array',
      description: 'Each field at fault.',
      items: {
        type: 'object',
        properties: {
          detail: { type: 'string' },
          pointer: { type: 'string', description: 'JSON pointer into the body.' },
          parameter: { type: 'string' },
          line: { type: 'integer', description: 'Of a CSV.' },
        },
        required: ['detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail'],
};
