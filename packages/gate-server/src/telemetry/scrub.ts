/** Fields whose value is a secret wherever they stand; the value of each is a text or a list of texts. */
const secretField =
  /("(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|password|secret|token)":)(?:"(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\])/gi
/** User name and password of an address. */
const addressCredentials = /:\/\/[^\s/?#"\\]*@/g
const bearer = /\b(bearer|basic) +[\w.~+/=-]+/gi
/** Our own tokens; the id is no secret and tells which one it was. */
const ownToken = /\b(kosmos_[a-z0-9]{12}_)[\w-]{43}/g
const secretParameter = /([?&](?:access_)?(?:token|password|secret)=)[^&\s"\\]+/gi

/**
 * A line of the log without what could be used by its reader: secrets are told by the name of their field and by their
 * form, so that an error's message, its stack and its causes are covered as well. Takes time proportional to the line.
 *
 * @example
 * scrub('{"msg":"cannot reach postgres://gate:hunter2@db/gate"}') // {"msg":"cannot reach postgres://[secret]@db/gate"}
 */
export function scrub(line: string): string {
  return line
    .replace(secretField, '$1"[secret]"')
    .replace(addressCredentials, '://[secret]@')
    .replace(bearer, '$1 [secret]')
    .replace(ownToken, '$1[secret]')
    .replace(secretParameter, '$1[secret]')
}
