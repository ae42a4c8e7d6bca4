import { type Description, type EventType, isEventType } from '../happenings/described.js';

/** CloudEvents 1.0 (cloudevents.io), in JSON. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** A number that grows with time, so that a reader can say how far he has read. */
  readonly id: string;
  /** The login server's URL. */
  readonly source: string;
  readonly type: `gate511.${EventType}`;
  /** The device, as `zone/MAC`. */
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Description;
}

export const typeOf = ({ type }: CloudEvent) => type.slice('gate511.'.length) as EventType;

/** How far somebody has read who has read it. */
export const positionOf = ({ id }: CloudEvent) => Number(id);

/** Undefined for what is none, such as a line that a power cut has torn. */
export function parseEventLine(line: string): CloudEvent | undefined {
  try {
    const event: Partial<CloudEvent> | null = JSON.parse(line);
    const { id, type, time, data } = event ?? {};
    const isWhole =
      /^\d{1,16}$/.test(id ?? '') && typeof data === 'object' && !Number.isNaN(Date.parse(time ?? ''));
    return isWhole && isEventType(String(type).slice('gate511.'.length)) ? (event as CloudEvent) : undefined;
  } catch {
    return undefined;
  }
}
