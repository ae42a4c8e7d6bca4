import { readdirSync } from 'node:fs';
import nunjucks from 'nunjucks';
import { reasonOf } from '../errors.js';
import { fill } from '../languages/languages.js';

const ending = '.njk';

/** Templates in some directories; of two with the same name the one in the first directory counts. All values are escaped. */
export class Templates {
  /** What does not compile, a sentence each. */
  readonly faults: readonly string[];
  readonly #environment: nunjucks.Environment;

  /** Those that are not `looked` at now are compiled when they are first shown. */
  constructor(directories: readonly string[], looked: (name: string) => boolean) {
    const loader = new nunjucks.FileSystemLoader([...directories]);
    // A value that a template asks for and nobody gives is an error.
    this.#environment = new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: true });
    this.#environment.addFilter('fill', fill);
    const names = directories.flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)),
    );
    this.faults = [...new Set(names)].filter(looked).flatMap((name) => this.#compile(name));
  }

  /** Throws an Error that says in which file and line the fault is, as far as nunjucks knows. */
  render(name: string, data: object): string {
    try {
      return this.#environment.render(`${name}${ending}`, data);
    } catch (error) {
      throw new Error(placeAndReason(error), { cause: error });
    }
  }

  #compile(name: string): string[] {
    try {
      rememberPlaces(this.#environment.getTemplate(name, true) as unknown as Compiled);
      return [];
    } catch (error) {
      return [placeAndReason(error)];
    }
  }
}

interface TemplateError extends Error {
  /** Puts the path, and the line if it is known, before the message. */
  readonly Update?: (path: string) => unknown;
  readonly firstUpdate?: boolean;
}
type Callback = (error: TemplateError | null, result?: string) => void;
type Render = (
  environment: unknown,
  context: unknown,
  frame: unknown,
  runtime: unknown,
  done: Callback,
) => void;

/** A template of nunjucks, as far as its types do not tell. */
interface Compiled {
  readonly path: string;
  rootRenderFunc: Render;
  readonly blocks: Record<string, Render>;
}

/** Of a fault in a template that another one extends or includes nunjucks would name the other one, with the line of this. */
function rememberPlaces(template: Compiled): void {
  const placed =
    (render: Render): Render =>
    (environment, context, frame, runtime, done) =>
      render(environment, context, frame, runtime, (error, result) => {
        if (error?.firstUpdate) error.Update?.(template.path);
        done(error, result);
      });
  template.rootRenderFunc = placed(template.rootRenderFunc);
  for (const [name, block] of Object.entries(template.blocks)) template.blocks[name] = placed(block);
}

const placeLine = /^(?:Template render error: )?\((.+)\)(?: \[Line (\d+)(?:, Column \d+)?\])?$/;

/** Of lines such as `(outer.njk)`, `(inner.njk) [Line 2, Column 7]` and `reason` the last place and what follows it. */
function placeAndReason(error: unknown): string {
  const lines = reasonOf(error)
    .split('\n')
    .map((line) => line.trim());
  const places = lines.map((line) => placeLine.exec(line));
  const last = places.findLastIndex((place) => place !== null);
  const [, path, line] = places[last] ?? [];
  const where = path === undefined ? '' : `${path}${line === undefined ? '' : `, line ${line}`}: `;
  return `${where}${lines.slice(last + 1).join(' ')}`;
}
