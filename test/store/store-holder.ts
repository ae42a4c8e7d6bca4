// A program: opens the store at its argument, grants, says so, and stays until it is killed.
import { openLowdbStore } from '../../src/store/lowdb-store.js';
import { phone } from '../clients.js';
import { authorisationOf } from '../records.js';

const store = await openLowdbStore(process.argv[2] ?? '');
await store.grant(authorisationOf(phone));
process.stdout.write('confirmed\n');
setInterval(() => undefined, 1_000);
