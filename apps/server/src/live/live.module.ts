import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { LiveHub } from './live-hub.ts';
import { LiveController } from './live.controller.ts';
import { WhoMayKnow } from './who-may-know.ts';

/** Tells browsers what changed, as far as their readers may know of it. */
@Module({
  imports: [IdentityModule],
  controllers: [LiveController],
  providers: [LiveHub, WhoMayKnow],
})
export class LiveModule {}
