import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountView, PasswordLinkView, Rejection } from '@gaita/contracts';
import { changeAccountRequest, createAccountRequest, setPasswordRequest } from '@gaita/contracts';
import { createZodDto } from 'nestjs-zod';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import { ZodPipe } from '../../platform/http/zod-pipe.ts';
import type { Command } from '../../platform/write-plan.ts';
import type { Actor } from '../actor.ts';
import { Allow } from '../allow.ts';
import { CurrentActor } from '../current-actor.ts';
import { Accounts } from './accounts.ts';
import { PasswordLinks } from './password-links.ts';

export class CreateAccountDto extends createZodDto(createAccountRequest) {}
export class ChangeAccountDto extends createZodDto(changeAccountRequest) {}
export class SetPasswordDto extends createZodDto(setPasswordRequest) {}

type Done = Promise<{ account: string } | Rejection>;

/** Who may sign in. */
@ApiTags('identity')
@Controller('api/v1')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: PasswordLinks,
  ) {}

  @Get('accounts')
  @Allow('administrator')
  list(@CurrentActor() actor: Actor): Promise<AccountView[]> {
    return this.accounts.list(actor);
  }

  @Post('accounts')
  @Allow('administrator')
  create(
    @CurrentActor() actor: Actor,
    @Body(new ZodPipe(createAccountRequest)) body: CreateAccountDto,
  ): Promise<PasswordLinkView | Rejection> {
    return this.accounts.create(actor, body);
  }

  @Put('accounts/:account')
  @Allow('administrator')
  change(
    @CurrentActor() actor: Actor,
    @CurrentCommand() command: Command,
    @Param('account') account: string,
    @Body(new ZodPipe(changeAccountRequest)) body: ChangeAccountDto,
  ): Done {
    return this.accounts.edit(command, actor, account, body);
  }

  @Post('accounts/:account/link')
  @Allow('administrator')
  link(@CurrentActor() actor: Actor, @Param('account') account: string): Promise<PasswordLinkView | Rejection> {
    return this.accounts.giveLink(actor, account);
  }

  @Post('accounts/:account/close')
  @HttpCode(200)
  @Allow('administrator')
  close(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('account') account: string): Done {
    return this.accounts.setActive(command, actor, account, false);
  }

  @Post('accounts/:account/open')
  @HttpCode(200)
  @Allow('administrator')
  open(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('account') account: string): Done {
    return this.accounts.setActive(command, actor, account, true);
  }

  @Post('accounts/:account/sign-out')
  @HttpCode(200)
  @Allow('administrator')
  signOut(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('account') account: string): Done {
    return this.accounts.signOut(command, actor, account);
  }

  @Post('password-link')
  @HttpCode(200)
  @Allow('public')
  setPassword(@Body(new ZodPipe(setPasswordRequest)) body: SetPasswordDto): Done {
    return this.links.use(body);
  }
}
