import { createHash } from 'node:crypto';

const packages = `Package: gate511-parcel
Version: 1.0
Architecture: all
Maintainer: Nobody <nobody@example.test>
Filename: ./gate511-parcel_1.0_all.deb
Size: 1
SHA256: ${'0'.repeat(64)}
Description: a package that a phone can hear of

`;

const release = `Origin: example
Date: Thu, 01 Jan 2026 00:00:00 UTC
SHA256:
 ${createHash('sha256').update(packages).digest('hex')} ${packages.length} Packages
`;

/** An apt repository of one package, unsigned; the files by name. */
export const aptRepository: ReadonlyMap<string, string> = new Map([
  ['Packages', packages],
  ['Release', release],
]);
