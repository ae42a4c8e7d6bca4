import { octetsOf } from '../client/mac-address.js';
import { Memo } from '../system/memo.js';
import type { NetlinkWriter } from '../system/netlink-writer.js';
import { markOf } from './client-id.js';
import * as nf from './nf-tables.js';
import { nfgenmsg, nftType, tableName, zeroTerminated } from './nfnetlink.js';
import type { Change, Command, ElementCommand } from './nft-commands.js';
import type { QuotaCommand } from './quotas.js';
import { burstBytes } from './rates.js';

const NLM_F_ACK = 0x4;
const NLM_F_CREATE = 0x400;
/** Of the messages that a batch is between: the subsystem it is for, in network order. */
const batchStruct = Buffer.from([0, 0, 0, nf.NFNL_SUBSYS_NFTABLES]);
const counter = zeroTerminated('counter');
const limit = zeroTerminated('limit');
/** More than most configurations have. */
const setNames = new Memo<Buffer>(500, 64);

/**
 * Some steps as one transaction: each is a message, at its own place plus one, since a message that begins it comes first.
 * The kernel acknowledges the last one, and each that it refuses. It is in the writer's buffer until the next one.
 */
export function batchOf(changes: readonly Change[], writer: NetlinkWriter): Buffer {
  const last = changes.findLast((change) => change.length > 0)?.at(-1);
  writer.clear();
  writer.endMessage(writer.beginMessage(nf.NFNL_MSG_BATCH_BEGIN, 0, batchStruct));
  for (const change of changes)
    for (const command of change) {
      const acknowledge = command === last ? NLM_F_ACK : 0;
      const create = command.verb === 'add' ? NLM_F_CREATE : 0;
      const message = writer.beginMessage(typeOf(command), create | acknowledge, nfgenmsg);
      if ('set' in command) writeElementOf(writer, command);
      else writeQuota(writer, command);
      writer.endMessage(message);
    }
  writer.endMessage(writer.beginMessage(nf.NFNL_MSG_BATCH_END, 0, batchStruct));
  return writer.messages;
}

function typeOf(command: Command): number {
  if ('set' in command)
    return nftType(command.verb === 'add' ? nf.NFT_MSG_NEWSETELEM : nf.NFT_MSG_DELSETELEM);
  return nftType(command.verb === 'add' ? nf.NFT_MSG_NEWOBJ : nf.NFT_MSG_DELOBJ);
}

function writeElementOf(writer: NetlinkWriter, command: ElementCommand): void {
  writer.bytes(nf.NFTA_SET_ELEM_LIST_TABLE, tableName);
  writer.bytes(
    nf.NFTA_SET_ELEM_LIST_SET,
    setNames.get(command.set, () => zeroTerminated(command.set)),
  );
  const list = writer.beginNested(nf.NFTA_SET_ELEM_LIST_ELEMENTS);
  const element = writer.beginNested(nf.NFTA_LIST_ELEM);
  writeElement(writer, command);
  writer.endNested(element);
  writer.endNested(list);
}

function writeElement(writer: NetlinkWriter, element: ElementCommand): void {
  const { key, value, counted, bytesPerSecond, timeoutSeconds } = element;
  writeData(writer, nf.NFTA_SET_ELEM_KEY, typeof key === 'number' ? markOf(key) : octetsOf(key));
  if (typeof value === 'number') writeData(writer, nf.NFTA_SET_ELEM_DATA, markOf(value));
  if (typeof value === 'string') writer.bytes(nf.NFTA_SET_ELEM_OBJREF, zeroTerminated(value));
  if (timeoutSeconds !== undefined) {
    writer.uint64(nf.NFTA_SET_ELEM_TIMEOUT, timeoutSeconds * 1000);
    writer.uint64(nf.NFTA_SET_ELEM_EXPIRATION, timeoutSeconds * 1000);
  }
  if (counted) writeCounter(writer, counted);
  if (bytesPerSecond !== undefined) writeLimit(writer, bytesPerSecond);
}

function writeData(writer: NetlinkWriter, type: number, octets: Uint8Array): void {
  const data = writer.beginNested(type);
  writer.bytes(nf.NFTA_DATA_VALUE, octets);
  writer.endNested(data);
}

function writeCounter(
  writer: NetlinkWriter,
  { bytes, packets }: NonNullable<ElementCommand['counted']>,
): void {
  const expression = writer.beginNested(nf.NFTA_SET_ELEM_EXPR);
  writer.bytes(nf.NFTA_EXPR_NAME, counter);
  const data = writer.beginNested(nf.NFTA_EXPR_DATA);
  writer.uint64(nf.NFTA_COUNTER_BYTES, bytes);
  writer.uint64(nf.NFTA_COUNTER_PACKETS, packets);
  writer.endNested(data);
  writer.endNested(expression);
}

function writeLimit(writer: NetlinkWriter, bytesPerSecond: number): void {
  const expression = writer.beginNested(nf.NFTA_SET_ELEM_EXPR);
  writer.bytes(nf.NFTA_EXPR_NAME, limit);
  const data = writer.beginNested(nf.NFTA_EXPR_DATA);
  writer.uint64(nf.NFTA_LIMIT_RATE, bytesPerSecond);
  writer.uint64(nf.NFTA_LIMIT_UNIT, 1);
  writer.uint32(nf.NFTA_LIMIT_BURST, burstBytes);
  writer.uint32(nf.NFTA_LIMIT_TYPE, nf.NFT_LIMIT_PKT_BYTES);
  writer.uint32(nf.NFTA_LIMIT_FLAGS, nf.NFT_LIMIT_F_INV);
  writer.endNested(data);
  writer.endNested(expression);
}

function writeQuota(writer: NetlinkWriter, { quota, limit: wanted }: QuotaCommand): void {
  writer.bytes(nf.NFTA_OBJ_TABLE, tableName);
  writer.bytes(nf.NFTA_OBJ_NAME, zeroTerminated(quota));
  writer.uint32(nf.NFTA_OBJ_TYPE, nf.NFT_OBJECT_QUOTA);
  if (!wanted) return;
  const data = writer.beginNested(nf.NFTA_OBJ_DATA);
  writer.uint64(nf.NFTA_QUOTA_BYTES, wanted.bytes);
  writer.uint32(nf.NFTA_QUOTA_FLAGS, nf.NFT_QUOTA_F_INV);
  writer.uint64(nf.NFTA_QUOTA_CONSUMED, wanted.usedBytes);
  writer.endNested(data);
}
