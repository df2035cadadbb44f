import { Global, Module } from '@nestjs/common';
import { AccessLog } from './access-log.ts';
import { Head } from './head.ts';
import { Sealer } from './sealer.ts';

/** Who did or saw what, chained so that nobody changes it unseen. */
@Global()
@Module({
  providers: [AccessLog, Head, Sealer],
  exports: [AccessLog, Head, Sealer],
})
export class AuditModule {}
