import { pipeline, type Readable, Transform } from 'node:stream';

/** The same stream, which ends with the right to read it: `mayStill` is asked before each piece, and rejects. */
export function endingWith(stream: Readable, mayStill: () => Promise<void>): Readable {
  const guard = new Transform({
    transform(piece, _, done) {
      mayStill().then(
        () => done(null, piece),
        () => guard.push(null),
      );
    },
  });
  pipeline(stream, guard, () => undefined); // whichever is closed closes the other
  return guard;
}
