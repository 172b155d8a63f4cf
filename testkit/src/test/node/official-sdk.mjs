// The official Node SDK against the fake: lists, shares, reads back, is refused and is throttled.
// Usage: node official-sdk.mjs ENDPOINT SECRET_ID SECRET_KEY
import assert from "node:assert/strict";
import { cvm } from "tencentcloud-sdk-nodejs-cvm";

const [endpoint, secretId, secretKey] = process.argv.slice(2);

const client = (id, key) =>
  new cvm.v20170312.Client({
    credential: { secretId: id, secretKey: key },
    region: "ap-guangzhou",
    profile: { httpProfile: { endpoint: new URL(endpoint).host, protocol: "http://" } },
  });

const ours = client(secretId, secretKey);
const listed = await ours.DescribeImages({ Filters: [{ Name: "image-type", Values: ["PRIVATE_IMAGE"] }] });
assert.ok(listed.TotalCount > 0);
const ImageId = listed.ImageSet[0].ImageId;

const shared = await ours.ModifyImageSharePermission({ ImageId, AccountIds: ["1038493875"], Permission: "SHARE" });
assert.match(shared.RequestId, /^[0-9a-f-]{36}$/);

const access = await ours.DescribeImageSharePermission({ ImageId });
assert.deepEqual(access.SharePermissionSet.map((p) => p.AccountId), ["1038493875"]);

await assert.rejects(client(secretId, "wrong").DescribeImages({}), { code: "AuthFailure.SignatureFailure" });
await assert.rejects(client("AKIDnobody", secretKey).DescribeImages({}), { code: "AuthFailure.SecretIdNotFound" });

const burst = await Promise.allSettled(Array.from({ length: 30 }, () => ours.DescribeImageSharePermission({ ImageId })));
const refused = burst.filter((result) => result.status === "rejected");
assert.ok(refused.length > 0 && refused.every((result) => result.reason.code === "RequestLimitExceeded"));

console.log("all well");
