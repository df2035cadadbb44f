import { Controller, Get } from '@nestjs/common';
import type { DemoAccountView, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { Config } from '../../platform/config.ts';
import { Allow } from '../allow.ts';
import { demoInstitutions, demoPeople } from './demo-institutions.ts';

/** Sample accounts for the sign-in page; production has none. */
@Controller('api/v1/demo-accounts')
export class DemoAccountsController {
  constructor(private readonly config: Config) {}

  /** The first person of each role in the default institution, and the administrator. */
  @Get()
  @Allow('public')
  list(): DemoAccountView[] | Rejection {
    if (this.config.mode !== 'demo') return rejected('not-found', 'Sample accounts exist in demo mode only.');
    const [home] = demoInstitutions;
    return demoPeople()
      .filter(({ account, institution }) => institution === home?.id && (account === 'admin' || account.endsWith('-1')))
      .map(({ account, name }) => ({ account, name, institution: home?.name ?? '' }));
  }
}
