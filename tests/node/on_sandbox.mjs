// Loaded before the snippet under test: another host and a key, nothing else.
import { fal } from "@fal-ai/client";

const base = process.env.EASEL_TEST_QUEUE;

fal.config({
  credentials: process.env.FAL_KEY,
  requestMiddleware: async (request) => ({
    ...request,
    url: request.url.replace("https://queue.fal.run", base),
  }),
});
