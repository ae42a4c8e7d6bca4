import { fileURLToPath } from 'node:url';

/** A file of the project by its path from the top; the tests themselves run from `dist/`. */
export const projectPath = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
