import test from 'ava';
import { firstDifference, leftoverDeletions } from '../../src/firewall/nft-rules.js';
import { ruleset } from '../../src/firewall/ruleset.js';
import { rulesets } from './rulesets.js';

test('an operator reads which line differs, and not that a blank one does', (t) => {
  const rules = 'chain a {\n\taccept\n}\n\nchain b {\n}\n';
  t.is(firstDifference(rules, rules.replace('accept', 'drop')), 'expected "accept", found "drop"');
  t.is(
    firstDifference(rules, rules.replace('}\n\n', '}\n\nchain c {\n}\n\n')),
    'expected "chain b {", found "chain c {"',
  );
  t.is(firstDifference(rules, 'chain a {\n'), 'expected "accept", found "the end"');
  t.is(firstDifference(rules, `${rules}chain c {\n`), 'expected "the end", found "chain c {"');
});

test('of a zone that is gone the chains are deleted before the sets that they use, and of one without passes their sets', (t) => {
  const deletions = leftoverDeletions(ruleset(rulesets['two-zones']), ruleset(rulesets['one-zone']))
    .trim()
    .split('\n');
  t.deepEqual(
    deletions.map((line) => line.replace('inet gate511 ', '')),
    [
      'delete chain arrival_staff',
      'delete chain nat_staff',
      'delete chain captive_staff',
      'delete chain up_staff',
      'delete set pass4_guest',
      'delete set pass6_guest',
      'delete map auth_staff',
      'delete set rate_up_staff',
      'delete set deny_staff',
      'delete set seen_staff',
    ],
  );
});

test('a ruleset that fits what is there leaves nothing to delete', (t) => {
  t.is(leftoverDeletions(ruleset(rulesets['one-zone']), ruleset(rulesets['two-zones'])), '');
});
