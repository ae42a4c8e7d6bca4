import { setFlagsFromString } from 'node:v8';

/**
 * From now on V8 collects whenever the heap has grown by a third and gives back what it does not need, where else it lets
 * the heap grow to a multiple before it looks. While much is made that stays, as at a start, looking is time lost.
 */
export const keepMemorySmall = () => setFlagsFromString('--optimize-for-size');
