// The stateful rival: what @apidevtools/swagger-express-middleware makes of a document by itself, with its own store.

const { createServer } = require("node:http");
const createMiddleware = require("@apidevtools/swagger-express-middleware");
const express = require("express");

const [, , file, port] = process.argv;
const app = express();
createMiddleware(file, app, (error, middleware) => {
  if (error) throw error;
  app.use(middleware.metadata(), middleware.CORS(), middleware.files(), middleware.parseRequest());
  app.use(middleware.validateRequest(), middleware.mock());
  app.use((failure, _request, response, _next) => {
    response.status(failure.status ?? 500).json({ message: String(failure.message) });
  });
  createServer(app).listen(Number(port), "127.0.0.1");
});
