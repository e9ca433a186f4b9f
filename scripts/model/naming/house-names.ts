// Names that generated files import, declare or count on; nothing of a spec may take them.

/** A test holds these against what the emitters print of the runtime. */
const runtime =
  "ApiError ApiPromise BodyShape ClientOptions CursorPage CursorPager Failed IdempotentRequestOptions ListPromise " +
  "NumberedPage NumberPager Operation Page RawBody Reference RequestOptions Secret Service Succeeded Transport " +
  "DeliveryHeaders Lifecycle UnknownState VerifyOptions WaitOptions WebhookSignature " +
  "anonymous anyOf authorization basic bearer call camelKeys chooseServer clientCredentials cookieKey createHttp createSignature createThrottle createTransport credential " +
  "flattenDocument flattenEvent flattenItems headerKey jsonApiIssues list nothing offered parseEvent problemIssues queryKey readCursorPage " +
  "readNumberedPage redactMembers renameMembers unwrapData verifySignature waitUntil wrapAttributes " +
  "BinaryBody EventStream FileInput JsonLines UploadOptions " +
  "binaryAnswer binaryBody bracketPairs commaItems commaMembers deepMembers fileOrJson fillStyles formBody inRanges jsonBody jsonEvents jsonLines jsonOrText jsonPair linesBody " +
  "memberPairs multipartBody openAnswer pipeMembers plainText prepareJson prepareMessage redirectTarget reserved spaceMembers textBody " +
  "textEvents unwrapDataIfAny wholeQuery writeQuery " +
  "BodyLinkPager CountedPage CountedPager ItemPager LinkPager OffsetPage OffsetPager TokenPager readBodyLinkPage readCountedPage " +
  "readItemPage readLinkPage readOffsetPage readTokenPage";

/** What generated files declare beside the spec's own. */
const own =
  "Client bodyLinkPager components countedPager cursorPager itemPager linkPager numberPager offsetPager operations paths service signWebhook signature tokenPager verifyWebhook";

/** What the platform calls so: callers would lose sight of it where they import a type of that name. */
const platform =
  "Array Blob Boolean Date Error File Function Headers Map Number Object Promise ReadableStream Record Request Response Set " +
  "String Symbol URL";

export const houseNames: readonly string[] = [runtime, own, platform].flatMap((names) => names.split(" "));
