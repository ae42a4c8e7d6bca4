/** Who wants something, by name, and where he is, as far as that is known. */
export type By = string | { readonly name: string; readonly from: string };

export const nameOf = (by: By) => (typeof by === 'string' ? by : by.name);

/** As facts have it. */
export const toldOf = (by: By) => (typeof by === 'string' ? { by } : { by: by.name, from: by.from });
