import type { Context } from 'koa';
import type { Outcome } from '../access/guesses.js';
import type { Answer } from '../login/method.js';
import { type Asked, giveAnswer } from './answer.js';
import type { PortalOptions } from './options.js';

/** Asks a method what it says to a form, and tells the visitor; who has guessed wrong too often must wait unasked. */
export async function askMethod(
  ctx: Context,
  options: PortalOptions,
  asked: Asked,
  ask: () => Promise<Answer>,
): Promise<void> {
  const { method } = asked.way;
  const name = method.accountOf?.(asked.form);
  const account = name === undefined ? undefined : `${method.name}/${name}`;
  const { client } = asked.visit;
  await giveAnswer(ctx, options, asked, await options.guesses.attempt({ client, account }, ask, outcomeOf));
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'accept') return 'right';
  return 'isWrong' in answer ? 'wrong' : 'neither';
}
