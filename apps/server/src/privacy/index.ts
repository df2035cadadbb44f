export { Erasures } from './erasures.ts';
export { LegalHolds } from './legal-holds.ts';
export { PrivacyModule } from './privacy.module.ts';
export { places } from './places.ts';
export { SweepRetention } from './sweep-retention.ts';
export * from './tables.ts';
