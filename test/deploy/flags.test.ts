import { readFile } from 'node:fs/promises';
import test from 'ava';
import { projectPath } from '../project.js';

test('the unit, the image and npm start give Node the same flags, the first two the same allocator', async (t) => {
  const [unit, image, scripts] = await Promise.all(
    ['deploy/gate511.service', 'Dockerfile', 'package.json'].map((path) =>
      readFile(projectPath(path), 'utf8'),
    ),
  );
  const flagsIn = (text = '', line: RegExp) => line.exec(text)?.[0].match(/--[\w-]+=\d+/g) ?? [];
  const flags = flagsIn(unit, /^ExecStart=.*$/m);
  t.is(flags.length, 2);
  t.deepEqual(flagsIn(image, /^ENTRYPOINT .*$/m), flags);
  t.deepEqual(flagsIn(scripts, /"start": .*/), flags);
  for (const text of [unit, image]) t.regex(text ?? '', /^(ENV |Environment=)MALLOC_ARENA_MAX=1$/m);
});
