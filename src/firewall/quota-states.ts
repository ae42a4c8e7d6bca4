import type { AccountDigest } from '../store/account.js';
import { attribute, none, textAt, uint64At, valueAt, valueEnd } from '../system/netlink-message.js';
import type { SharedQuota } from './firewall.js';
import * as nf from './nf-tables.js';
import { type Nfnetlink, nfgenmsgLength, nftQuestion, tableName, zeroTerminated } from './nfnetlink.js';
import { accountIn, quotaName } from './quotas.js';

/** A named quota as the kernel has it: its limit, and what is used of it. */
export interface QuotaState {
  readonly name: string;
  readonly bytes: number;
  readonly usedBytes: number;
}

/** The quotas of our table, whoever uses them up; rejects with `firewall-unavailable` when they cannot be read. */
export async function quotaStates(kernel: Nfnetlink): Promise<QuotaState[]> {
  const states: QuotaState[] = [];
  await readQuotas(kernel, (state) => states.push(state));
  return states;
}

/** An account's; undefined when the kernel has none. */
export function sharedQuotaOf(kernel: Nfnetlink, account: AccountDigest): SharedQuota | undefined {
  const answer = kernel.ask(quotaQuestion(attribute(nf.NFTA_OBJ_NAME, zeroTerminated(quotaName(account)))));
  const state = answer && quotaIn(answer);
  return state && sharedQuotaIn(state);
}

/** Those of which nothing is left. */
export async function spentQuotas(kernel: Nfnetlink): Promise<ReadonlyMap<AccountDigest, SharedQuota>> {
  const spent = new Map<AccountDigest, SharedQuota>();
  await readQuotas(kernel, (state) => {
    const quota = isUsedUp(state) ? sharedQuotaIn(state) : undefined;
    if (quota) spent.set(quota.account, quota);
  });
  return spent;
}

/** An account's; undefined for one that is nobody's. */
export function sharedQuotaIn({ name, bytes, usedBytes }: QuotaState): SharedQuota | undefined {
  const account = accountIn(name);
  return account && { account, endsAtBytes: bytes, usedBytes };
}

const isUsedUp = ({ bytes, usedBytes }: QuotaState) => usedBytes >= bytes;

function readQuotas(kernel: Nfnetlink, take: (state: QuotaState) => void): Promise<boolean> {
  return kernel.read('the quotas', quotaQuestion(), (message) => {
    const state = quotaIn(message);
    if (state) take(state);
  });
}

const quotaQuestion = (...more: readonly Buffer[]) =>
  nftQuestion(
    nf.NFT_MSG_GETOBJ,
    attribute(nf.NFTA_OBJ_TABLE, tableName),
    attribute(nf.NFTA_OBJ_TYPE, Buffer.from([0, 0, 0, nf.NFT_OBJECT_QUOTA])),
    ...more,
  );

/** A quota; what has no name or no data is passed over. */
function quotaIn(body: Buffer): QuotaState | undefined {
  const name = valueAt(body, nfgenmsgLength, body.length, nf.NFTA_OBJ_NAME);
  const data = valueAt(body, nfgenmsgLength, body.length, nf.NFTA_OBJ_DATA);
  if (name === none || data === none) return undefined;
  const end = valueEnd(body, data);
  return {
    name: textAt(body, name),
    bytes: uint64At(body, valueAt(body, data, end, nf.NFTA_QUOTA_BYTES)),
    usedBytes: uint64At(body, valueAt(body, data, end, nf.NFTA_QUOTA_CONSUMED)),
  };
}
