import { Global, Module } from '@nestjs/common';
import { AccessLog } from './access-log.ts';

/** Who did or saw what, chained so that nobody changes it unseen. */
@Global()
@Module({
  providers: [AccessLog],
  exports: [AccessLog],
})
export class AuditModule {}
