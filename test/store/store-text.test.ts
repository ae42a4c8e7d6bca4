import test from 'ava';
import fc from 'fast-check';
import { unused } from '../../src/store/authorisation.js';
import { Draft, noContents } from '../../src/store/contents.js';
import { contentsOf, parseStoreFile } from '../../src/store/store-file.js';
import { StoreText } from '../../src/store/store-text.js';
import { clientNumber } from '../clients.js';
import { authorisationOf, userOf } from '../records.js';

const steps = fc.array(
  fc.record({
    put: fc.array(fc.nat({ max: 99 })),
    forget: fc.array(fc.nat({ max: 99 })),
    isKept: fc.boolean(),
    isRestarted: fc.boolean(),
  }),
);

const byKey = (records: ReadonlyMap<string, object>) =>
  new Map([...records].sort(([a], [b]) => (a < b ? -1 : 1)));

test('whatever was put and taken out, kept and given up, the text has what is kept', (t) => {
  fc.assert(
    fc.property(steps, (drafts) => {
      const contents = noContents();
      let text = new StoreText();
      let times = 0;
      for (const { put, forget, isKept, isRestarted } of drafts) {
        const draft = new Draft(contents);
        for (const number of put) {
          times += 10 ** (number % 10);
          const used = { ...unused, inputBytes: times };
          draft.putAuthorisation({ ...authorisationOf(clientNumber(number)), used });
        }
        for (const number of forget) draft.forgetAuthorisation(clientNumber(number));
        const { changed } = draft;
        text.take(draft.records, changed);
        if (isKept) draft.settle();
        else text.take(contents, changed);
        if (isRestarted) text = StoreText.of(contents);
      }
      const read = contentsOf(parseStoreFile(JSON.parse(Buffer.concat(text.encoded()).toString())));
      t.deepEqual(byKey(read.authorisations), byKey(contents.authorisations));
    }),
  );
});

test('a record is kept under whatever name it has, however short', (t) => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
      const draft = new Draft(noContents());
      for (const name of names) draft.edit('users', name, () => userOf(name));
      const text = new StoreText();
      text.take(draft.records, draft.changed);
      const read = contentsOf(parseStoreFile(JSON.parse(Buffer.concat(text.encoded()).toString())));
      t.deepEqual([...read.users.keys()].sort(), [...new Set(names)].sort());
    }),
  );
});
