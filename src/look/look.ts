import type { Colours } from './colours.js';
import type { LanguageTag } from './language-tag.js';
import type { Logo } from './logo.js';
import type { TextByLanguage } from './text-by-language.js';

/** How the pages of a network look. */
export interface Look {
  /** The network's name. */
  readonly name: string;
  /** For visitors who ask for none of the languages that there are; absent: the first. */
  readonly language?: LanguageTag;
  /** Absent: the built-in ones. */
  readonly colours?: Colours;
  readonly logo?: Logo;
  /** Whom to ask, and what else helps. */
  readonly help?: TextByLanguage;
  /** What stands below each page, such as who is responsible for it. */
  readonly footer?: TextByLanguage;
  /** A directory whose files take the place of those in `views/`. */
  readonly directory?: string;
}
