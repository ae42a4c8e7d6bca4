import { readFileSync } from 'node:fs';
import { projectPath } from './project.js';

const unit = readFileSync(projectPath('deploy/gate511.service'), 'utf8');
const [, arenas = ''] = /^Environment=(MALLOC_ARENA_MAX=\d+)$/m.exec(unit) ?? [];
const [, flags = ''] = /^ExecStart=\S+ (--.*?) \//m.exec(unit) ?? [];

/** The words that start Node as the unit does: what the daemon takes in memory and time depends on them. */
export const nodeOfUnit: readonly [string, ...string[]] = [
  'env',
  arenas,
  process.execPath,
  ...flags.split(' '),
];
