/** Sign-in by better-auth, on connections of its own, with its tables in the schema `login` and nothing of the trade in them. */

import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { sessionSeconds } from './cookie.ts';
import { hashPassword, verifyPassword, type Passwords } from './password.ts';

export type AuthOptions = {
  readonly secret: string;
  /** Where people reach us; https there makes the cookie a secure one. */
  readonly publicUrl?: string | undefined;
  /** How passwords are kept; left out, as password.ts does. */
  readonly passwords?: Passwords | undefined;
};

export const passwordLength = { min: 10, max: 200 } as const;

export function makeAuth(pool: pg.Pool, options: AuthOptions) {
  const passwords = options.passwords ?? { hash: hashPassword, verify: verifyPassword };
  const isSecure = options.publicUrl?.startsWith('https:') ?? false;
  return betterAuth({
    appName: 'Sanbao',
    // Only cookies look at it; the links we send are our own.
    baseURL: options.publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), type: 'postgres', schemaName: 'login', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: passwords.hash, verify: ({ hash, password }) => passwords.verify(hash, password) },
    },
    user: {
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        org_id: { type: 'string', required: true, input: false },
        person_id: { type: 'string', required: true, input: false },
      },
    },
    session: {
      expiresIn: sessionSeconds,
      updateAge: 86_400,
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at', ipAddress: 'ip_address', userAgent: 'user_agent', userId: 'user_id' },
    },
    account: {
      fields: {
        accountId: 'account_id', providerId: 'provider_id', userId: 'user_id', accessToken: 'access_token', refreshToken: 'refresh_token',
        idToken: 'id_token', accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at', updatedAt: 'updated_at',
      },
    },
    verification: { fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    plugins: [secondFactor()],
    advanced: {
      cookiePrefix: 'sanbao',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // Whose address it was is nobody's business once the door is open.
      ipAddress: { disableIpTracking: true },
    },
    // Counted by attempts.ts, for all nodes together.
    rateLimit: { enabled: false },
    // Nothing leaves the house.
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof makeAuth>;

function secondFactor() {
  return twoFactor({
    issuer: 'Sanbao',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factor',
        fields: { backupCodes: 'backup_codes', userId: 'user_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
      },
    },
  });
}
