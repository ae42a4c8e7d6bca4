/**
 * Those of some members that have a value; where a member may be absent, it is then absent instead of undefined. A loop,
 * since the limits of a plan are looked at for each request of a captive device.
 */
export function present<Members extends object>(members: Members): Present<Members> {
  const some: Present<Members> = {};
  for (const name of Object.keys(members) as (keyof Members)[]) {
    const value = members[name];
    if (value !== undefined) some[name] = value as Exclude<Members[keyof Members], undefined>;
  }
  return some;
}

type Present<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };
