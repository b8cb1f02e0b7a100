import { z } from 'zod'

/** A name that a policy gives to something: it shows up in reasons, messages and addresses. */
export const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected a name of lower-case letters, digits and dashes, such as unit-tests')
