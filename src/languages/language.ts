import type { ProblemCode } from '../errors.js';
import type { LanguageTag } from '../look/language-tag.js';
import type { PlanLimit, Refusal } from '../plan/limits.js';
import type { TerminateCause } from '../store/authorisation.js';

/** A text for each of these is what makes a language; one that lacks a key does not compile. */
export interface Messages {
  readonly interceptTitle: string;
  readonly interceptText: string;
  readonly interceptLink: string;
  readonly loginTitle: string;
  readonly loginIntro: string;
  readonly loginDuration: string;
  readonly loginContinue: string;
  readonly termsTitle: string;
  readonly termsDefault: string;
  readonly accept: string;
  readonly device: string;
  readonly devicePrivate: string;
  readonly moveTitle: string;
  readonly moveIntro: string;
  readonly moveCode: string;
  readonly moveSubmit: string;
  readonly moveWrong: string;
  readonly tooManyGuesses: string;
  readonly moveAsk: string;
  readonly moveShown: string;
  readonly statusTitle: string;
  readonly statusAllowed: string;
  readonly statusContinue: string;
  readonly since: string;
  readonly timeLeft: string;
  readonly dataLeft: string;
  readonly received: string;
  readonly sent: string;
  readonly extend: string;
  readonly logout: string;
  readonly othersTitle: string;
  readonly othersLogout: string;
  readonly refreshStop: string;
  readonly refreshStart: string;
  readonly helpTitle: string;
  readonly errorTemporary: string;
  readonly errorPermanent: string;
  readonly errorRetries: string;
  readonly errorLogin: string;
  readonly errorReference: string;
}

export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

export interface Language {
  /** As in `lang` attributes and Accept-Language (BCP 47). */
  readonly tag: LanguageTag;
  /** Of writing, as in `dir` attributes. */
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
  /** Why the visitor's last authorisation ended. */
  readonly ended: Readonly<Record<TerminateCause | PlanLimit, string>>;
  /** Why a plan lets nobody in. */
  readonly refused: Readonly<Record<Refusal['limit'], string>>;
  /** From when it does again: `{moment}`. */
  readonly refusedUntil: Readonly<Record<Refusal['limit'], string>>;
  readonly problems: Readonly<Record<ProblemCode, ProblemText>>;
}
